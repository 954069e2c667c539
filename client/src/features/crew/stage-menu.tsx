import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconPopover } from '../../ui/icon-popover.tsx';
import { StageControls } from './stage-controls.tsx';

/** The stage's controls behind one button, for pages without room for them. */
export function StageMenu() {
  const { t } = useTranslation('live');
  return (
    <IconPopover
      label={t('crew.title')}
      icon={<IconUsers size={20} aria-hidden />}
      width={280}
      testId="stage-menu"
    >
      <StageControls />
    </IconPopover>
  );
}
