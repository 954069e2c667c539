import type { EvidenceKind } from '@caipai/shared/domain/product-terms';
import { useTranslation } from 'react-i18next';

/** `营业执照、检验报告`, `Business licence, Inspection report`. */
export function usePapers(): (kinds: readonly EvidenceKind[]) => string {
  const { t, i18n } = useTranslation('product');
  return (kinds) =>
    new Intl.ListFormat(i18n.language, { style: 'narrow', type: 'conjunction' }).format(
      kinds.map((kind) => t(`evidence.${kind}`)),
    );
}
