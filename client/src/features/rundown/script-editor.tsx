import type { Segment } from '@caipai/shared/schemas/session';
import { Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { InlineError } from '../../ui/states.tsx';
import { useAccess, useLiveView } from '../live/room-context.tsx';
import parts from './form-parts.module.css';
import styles from './script-editor.module.css';
import { SegmentForm } from './segment-form.tsx';
import { SegmentList } from './segment-list.tsx';
import { useSegments } from './use-rundown.ts';
import { useOpenDesk, useSheet } from './use-rundown-desk.ts';

/** How long a removal can be taken back at a touch. */
const UNDO_MS = 15_000;
const NEW_SEGMENT_SECONDS = 180;

/** The rundown and its scripts, written while the show goes on. */
export function ScriptEditor() {
  const { t } = useTranslation('rundown');
  const desk = useOpenDesk();
  const segments = useSegments();
  const { editRundown } = useAccess();
  const runningId = useLiveView((view) => view.rundown?.running?.segmentId);
  const [chosenId, setChosenId] = useState<string | null>(null);
  /** In a narrow place one thing at a time is shown: the list or a segment. */
  const [writing, setWriting] = useState(false);
  const refusal = useSheet((sheet) => sheet.refusal);
  // Where the chosen one is gone, its neighbour; at first the one on air.
  const lastIndex = useRef<number | null>(null);
  const chosen =
    segments.find(({ id }) => id === (chosenId ?? runningId)) ??
    segments[Math.min(lastIndex.current ?? 0, segments.length - 1)] ??
    null;
  lastIndex.current = chosen && segments.indexOf(chosen);

  const choose = (id: string) => {
    setChosenId(id);
    setWriting(true);
  };
  const add = async () => {
    const kind: Segment['kind'] = segments.length === 0 ? 'opening' : 'product';
    const id = await desk.insert(
      { kind, title: t(`segment.${kind}`), targetSeconds: NEW_SEGMENT_SECONDS, productId: null, script: '' },
      chosen?.id ?? null,
    );
    if (id) choose(id);
  };

  if (!editRundown) return <p className={styles.locked}>{t('editor.locked')}</p>;
  return (
    <div className={styles.place}>
      <div className={styles.editor} data-writing={writing || undefined} data-testid="script-editor">
        <section className={styles.overview} aria-label={t('title')}>
          <Gone />
          {segments.length === 0 && <p className={styles.empty}>{t('editor.empty')}</p>}
          <SegmentList
            segments={segments}
            chosenId={chosen?.id ?? null}
            runningId={runningId ?? null}
            onChoose={choose}
          />
          <div className={styles.add}>
            <Button
              variant="default"
              leftSection={<IconPlus size={18} stroke={1.8} />}
              onClick={() => void add()}
              data-testid="script-add"
            >
              {t(chosen ? 'editor.addAfter' : 'editor.add')}
            </Button>
            <InlineError refusal={refusal} />
          </div>
          <Removed />
        </section>
        {chosen && (
          <SegmentForm
            key={chosen.id}
            segment={chosen}
            position={segments.indexOf(chosen) + 1}
            running={chosen.id === runningId}
            onBack={() => setWriting(false)}
          />
        )}
      </div>
    </div>
  );
}

function Removed() {
  const { t } = useTranslation('rundown');
  const desk = useOpenDesk();
  const removed = useSheet((sheet) => sheet.removed);
  useEffect(() => {
    if (!removed) return;
    const timer = setTimeout(() => desk.forgetRemoval(), UNDO_MS);
    return () => clearTimeout(timer);
  }, [removed, desk]);
  if (!removed) return null;
  return (
    <div className={styles.removed} role="status">
      <span>{t('editor.removed', { title: removed.segment.title })}</span>
      <button type="button" onClick={() => void desk.undoRemoval()} data-testid="script-undo">
        {t('editor.undo')}
      </button>
      <button type="button" onClick={() => desk.forgetRemoval()} aria-label={t('editor.close')}>
        <IconX size={16} aria-hidden />
      </button>
    </div>
  );
}

/** Somebody took out what was being written here. */
function Gone() {
  const { t } = useTranslation('rundown');
  const desk = useOpenDesk();
  const drafts = useSheet((sheet) => sheet.drafts);
  const gone = Object.values(drafts).filter(({ fate }) => fate === 'gone');
  const bySegment = new Map(
    gone.map(({ segment }) => [segment.id, gone.filter((each) => each.segment.id === segment.id)]),
  );
  return [...bySegment].map(([segmentId, fields]) => (
    <div key={segmentId} className={styles.gone} role="alert" data-testid="script-gone">
      <p>{t('gone.text', { title: fields[0]?.segment.title ?? '' })}</p>
      <blockquote>{fields.map(({ value }) => String(value)).join('\n')}</blockquote>
      <div className={styles.choices}>
        <button type="button" className={parts.key} onClick={() => void desk.restore(segmentId)}>
          {t('gone.restore')}
        </button>
        <button
          type="button"
          className={parts.key}
          onClick={() => {
            for (const { field } of fields) desk.discard(segmentId, field);
          }}
        >
          {t('gone.discard')}
        </button>
      </div>
    </div>
  ));
}
