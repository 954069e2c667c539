import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../ui/use-page-title.ts';

export function StudioPage() {
  const { t } = useTranslation('studio');
  usePageTitle(t('page.title'));
  return <main>{t('page.title')}</main>;
}
