import { IconAlertTriangle, IconCheck, IconCloudOff, IconLoader } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FieldDraft } from '../../state/rundown/draft-store.ts';
import styles from './segment-form.module.css';

const icons = {
  saved: IconCheck,
  saving: IconLoader,
  offline: IconCloudOff,
  conflict: IconAlertTriangle,
  refused: IconAlertTriangle,
};

/** The gravest of what its fields say. */
function stateOf(drafts: readonly FieldDraft[]): keyof typeof icons {
  const has = (fate: FieldDraft['fate']) => drafts.some((draft) => draft.fate === fate);
  if (has('conflict')) return 'conflict';
  if (has('refused')) return 'refused';
  if (has('offline')) return 'offline';
  return drafts.length > 0 ? 'saving' : 'saved';
}

export function SaveState({ drafts }: { drafts: readonly FieldDraft[] }) {
  const { t } = useTranslation('rundown');
  const state = stateOf(drafts);
  const Icon = icons[state];
  return (
    <p className={styles.state} data-state={state} role="status" data-testid="save-state">
      <Icon size={16} aria-hidden />
      {t(`state.${state}`)}
    </p>
  );
}
