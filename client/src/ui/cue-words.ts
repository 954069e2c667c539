import type { CueKind } from '@caipai/shared/schemas/cue';
import { useTranslation } from 'react-i18next';

/** A palette cue speaks the language of whoever reads it; free text stays as written. */
export function useCueWords(): (cue: { kind: CueKind; text: string | null }) => string {
  const { t } = useTranslation();
  return ({ kind, text }) => (kind === 'text' ? (text ?? '') : t(`cue.${kind}`));
}
