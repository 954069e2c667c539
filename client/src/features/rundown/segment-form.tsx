import { readingOf } from '@caipai/shared/domain/reading-time';
import type { LiveSegment } from '@caipai/shared/domain/rundown';
import { isOnAir } from '@caipai/shared/domain/session-machine';
import { EDITING_EVERY_MS, SCRIPT_MAX_CHARS, TITLE_MAX_CHARS } from '@caipai/shared/limits';
import { IconArrowLeft, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { InlineError } from '../../ui/states.tsx';
import { WithHits } from '../compliance/with-hits.tsx';
import { useAccess, useSession } from '../live/room-context.tsx';
import { useProductFacts } from '../products/use-product-facts.ts';
import { ConflictPanel } from './conflict-panel.tsx';
import parts from './form-parts.module.css';
import { PlannedCuesField } from './planned-cues.tsx';
import { SaveState } from './save-state.tsx';
import styles from './segment-form.module.css';
import { TargetField } from './target-field.tsx';
import { useStartSegment } from './use-rundown.ts';
import { useRundownDesk, useSheet } from './use-rundown-desk.ts';
import { useTyped } from './use-typed.ts';

const kinds: LiveSegment['kind'][] = ['opening', 'product', 'interaction', 'closing'];

/** One segment with its script. Saves by itself; says who else writes in it. */
export function SegmentForm({
  segment,
  position,
  running,
  onBack,
}: {
  segment: LiveSegment;
  position: number;
  running: boolean;
  onBack: () => void;
}) {
  const { t } = useTranslation('rundown');
  const desk = useRundownDesk();
  const { products, state } = useSession();
  const { startSegment } = useAccess();
  const { start, refusal } = useStartSegment();
  const editors = useSheet((sheet) => sheet.editors).filter(({ segmentId }) => segmentId === segment.id);
  const drafts = useSheet((sheet) => sheet.drafts);
  const own = Object.values(drafts).filter((draft) => draft.segment.id === segment.id);
  const typed = Object.fromEntries(own.map(({ field, value }) => [field, value]));
  const shown: LiveSegment = { ...segment, ...typed };
  const [title, typeTitle] = useTyped(shown.title, (text) => desk.type(segment.id, 'title', text));
  const [script, typeScript] = useTyped(shown.script, (text) => desk.type(segment.id, 'script', text));
  const facts = useProductFacts(shown.productId);
  const [focused, setFocused] = useState(false);
  const ids = useId();

  useEffect(() => {
    if (!focused) return;
    const say = () => desk.showEditing(segment.id);
    say();
    const timer = setInterval(say, EDITING_EVERY_MS);
    return () => {
      clearInterval(timer);
      desk.showEditing(null);
    };
  }, [focused, desk, segment.id]);

  return (
    <section
      className={styles.form}
      aria-label={t('editor.segment', { position, title: segment.title })}
      onFocus={() => setFocused(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      }}
      data-testid="segment-form"
    >
      <header className={styles.head}>
        <IconButton className={styles.back} label={t('editor.back')} onClick={onBack}>
          <IconArrowLeft size={20} aria-hidden />
        </IconButton>
        <SaveState drafts={own} />
        {editors.length > 0 && (
          <p className={styles.editors}>
            {t('editor.writing', { names: editors.map(({ person }) => person.name).join(t('editor.and')) })}
          </p>
        )}
        <span className={styles.gap} />
        {startSegment && isOnAir(state) && !running && (
          <button
            type="button"
            className={`${parts.key} ${styles.start}`}
            onClick={() => void start(segment.id)}
            data-testid="segment-start"
          >
            <IconPlayerPlay size={16} aria-hidden />
            {t('editor.start')}
          </button>
        )}
        <IconButton
          className={styles.remove}
          disabled={running}
          label={t('editor.remove', { title: segment.title })}
          title={running ? t('editor.runningStays') : undefined}
          onClick={() => void desk.remove(segment.id)}
          data-testid="segment-remove"
        >
          <IconTrash size={18} aria-hidden />
        </IconButton>
      </header>
      <InlineError refusal={refusal} />
      <div className={styles.fields}>
        <div className={styles.title}>
          <label htmlFor={`${ids}title`}>{t('field.title')}</label>
          <WithHits text={title} facts={facts}>
            <input
              id={`${ids}title`}
              className={parts.box}
              value={title}
              maxLength={TITLE_MAX_CHARS}
              aria-invalid={title.trim() === '' || undefined}
              onChange={(event) => typeTitle(event.currentTarget.value)}
              data-testid="segment-title-field"
            />
          </WithHits>
        </div>
        <SelectField
          label={t('field.kind')}
          value={shown.kind}
          options={kinds.map((kind) => ({ value: kind, label: t(`segment.${kind}`) }))}
          onChange={(kind) => desk.type(segment.id, 'kind', kind as LiveSegment['kind'])}
        />
        <TargetField
          seconds={shown.targetSeconds}
          onChange={(seconds) => desk.type(segment.id, 'targetSeconds', seconds)}
        />
        <SelectField
          label={t('field.product')}
          value={shown.productId ?? ''}
          options={[
            { value: '', label: t('field.noProduct') },
            ...products.map((product) => ({ value: product.id, label: product.title })),
          ]}
          onChange={(productId) => desk.type(segment.id, 'productId', productId || null)}
        />
      </div>
      {own
        .filter(({ fate }) => fate === 'conflict')
        .map((draft) => (
          <ConflictPanel key={draft.field} draft={draft} />
        ))}
      <div className={styles.script}>
        <label htmlFor={`${ids}script`}>{t('field.script')}</label>
        <WithHits text={script} facts={facts} grows>
          <textarea
            id={`${ids}script`}
            className={parts.box}
            value={script}
            maxLength={SCRIPT_MAX_CHARS}
            placeholder={t('field.scriptExample')}
            onChange={(event) => typeScript(event.currentTarget.value)}
            data-testid="segment-script"
          />
        </WithHits>
        <ReadingLine script={script} targetSeconds={shown.targetSeconds} />
      </div>
      <PlannedCuesField cues={shown.cues ?? []} onChange={(cues) => desk.type(segment.id, 'cues', cues)} />
    </section>
  );
}

function ReadingLine({ script, targetSeconds }: { script: string; targetSeconds: number }) {
  const { t } = useTranslation('rundown');
  const { characters, words, ms } = readingOf(script);
  const overMs = ms - targetSeconds * 1_000;
  return (
    <p className={styles.reading} data-over={overMs > 0 || undefined} data-testid="reading-line">
      {characters > 0 && <span className="num">{t('reading.characters', { count: characters })}</span>}
      {(words > 0 || characters === 0) && <span className="num">{t('reading.words', { count: words })}</span>}
      <span className="num">{t('reading.time', { time: clockText(ms + 500) })}</span>
      {overMs > 0 && <b className="num">{t('reading.over', { time: clockText(overMs + 999) })}</b>}
    </p>
  );
}
