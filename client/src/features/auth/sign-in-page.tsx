import type { Site } from '@caipai/shared/schemas/account';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { siteQuery } from '../../net/queries.ts';
import { toRefusal } from '../../net/rest.ts';
import { ErrorState } from '../../ui/states.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { DemoDoor } from './demo-door.tsx';
import styles from './forms.module.css';
import { SignInForm } from './sign-in-form.tsx';
import { SignUpForm } from './sign-up-form.tsx';
import { StageFrame } from './stage-frame.tsx';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { t } = useTranslation('auth');
  const site = useQuery(siteQuery);
  const { next } = route.useSearch();
  const router = useRouter();
  const enter = () => void router.navigate({ to: next ?? '/', replace: true });
  usePageTitle(t('signIn.title'));
  return (
    <StageFrame>
      {site.isError ? (
        <ErrorState refusal={toRefusal(site.error)} onRetry={() => void site.refetch()} />
      ) : (
        <Doors site={site.data} onEntered={enter} />
      )}
    </StageFrame>
  );
}

function Doors({ site, onEntered }: { site: Site | undefined; onEntered: () => void }) {
  const { t } = useTranslation('auth');
  if (site?.needsFirstAdmin)
    return (
      <>
        <h1>{t('first.title')}</h1>
        <p className={styles.lead}>{t('first.text')}</p>
        <SignUpForm submitLabel={t('first.submit')} askSetupCode onEntered={onEntered} />
      </>
    );
  const personas = site?.demoPersonas ?? [];
  return (
    <>
      <h1>{t('signIn.title')}</h1>
      {personas.length > 0 && <DemoDoor personas={personas} onEntered={onEntered} />}
      <SignInForm onEntered={onEntered} />
      <p className={styles.foot}>{t('signIn.noAccount')}</p>
    </>
  );
}
