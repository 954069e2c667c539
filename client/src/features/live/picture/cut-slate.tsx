import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Plate } from './slate.tsx';

/** What the audience of a platform sees when it cuts a stream; crew and coaches go on seeing the stage. */
export function CutSlate() {
  const { t } = useTranslation('live');
  return (
    <Plate icon={<IconPlugConnectedX size={36} stroke={1.4} aria-hidden />} testId="slate-cut">
      <h2>{t('slate.cut')}</h2>
      <p>{t('slate.cutText')}</p>
    </Plate>
  );
}
