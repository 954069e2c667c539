import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../ui/use-page-title.ts';

export function WatchPage() {
  const { t } = useTranslation('watch');
  usePageTitle(t('page.title'));
  return <main>{t('page.title')}</main>;
}
