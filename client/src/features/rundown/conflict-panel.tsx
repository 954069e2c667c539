import { useTranslation } from 'react-i18next';
import type { FieldDraft } from '../../state/rundown/draft-store.ts';
import { useCueWords } from '../../ui/cue-words.ts';
import { clockText } from '../../ui/format.ts';
import { useSession } from '../live/room-context.tsx';
import styles from './conflict-panel.module.css';
import parts from './form-parts.module.css';
import { useRundownDesk } from './use-rundown-desk.ts';

/** Two texts for one place: both are shown, and a person decides. */
export function ConflictPanel({ draft }: { draft: FieldDraft }) {
  const { t } = useTranslation('rundown');
  const desk = useRundownDesk();
  const words = useCueWords();
  const { products } = useSession();
  const { field, value, theirs } = draft;
  if (!theirs) return null;
  const { id } = draft.segment;
  const wordsOf = (each: FieldDraft['value']): string => {
    switch (field) {
      case 'kind':
        return t(`segment.${each as FieldDraft['segment']['kind']}`);
      case 'targetSeconds':
        return clockText(Number(each) * 1_000);
      case 'productId':
        return products.find((product) => product.id === each)?.title ?? t('field.noProduct');
      case 'cues':
        return plannedText(each as FieldDraft['segment']['cues'], words) || t('conflict.nothing');
      default:
        return String(each) || t('conflict.nothing');
    }
  };
  return (
    <div className={styles.panel} role="alert" data-testid="conflict">
      <p className={styles.lead}>{t('conflict.title', { field: t(`fieldName.${field}`) })}</p>
      <div className={styles.texts}>
        <section>
          <h4>{t('conflict.mine')}</h4>
          <p>{wordsOf(value)}</p>
          <button
            type="button"
            className={parts.key}
            onClick={() => desk.keepMine(id, field, value)}
            data-testid="conflict-mine"
          >
            {t('conflict.useMine')}
          </button>
        </section>
        <section>
          <h4>{t('conflict.theirs')}</h4>
          <p data-testid="conflict-their-text">{wordsOf(theirs[field])}</p>
          <button
            type="button"
            className={parts.key}
            onClick={() => desk.discard(id, field)}
            data-testid="conflict-theirs"
          >
            {t('conflict.useTheirs')}
          </button>
        </section>
      </div>
      {field === 'script' && (
        <button
          type="button"
          className={`${parts.key} ${styles.both}`}
          onClick={() => desk.keepMine(id, field, `${theirs.script}\n\n${String(value)}`)}
          data-testid="conflict-both"
        >
          {t('conflict.useBoth')}
        </button>
      )}
    </div>
  );
}

function plannedText(cues: FieldDraft['segment']['cues'], words: ReturnType<typeof useCueWords>): string {
  return (cues ?? []).map((cue) => `${clockText(cue.atSeconds * 1_000)} ${words(cue)}`).join('\n');
}
