import type { Refusal } from '@caipai/shared/protocol/result';
import type { Me } from '@caipai/shared/schemas/account';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signOut } from '../../app/account.ts';
import { invitationQuery, queryClient, siteQuery } from '../../net/queries.ts';
import { call, toRefusal } from '../../net/rest.ts';
import { Bone } from '../../ui/skeleton.tsx';
import { ErrorState, InlineError } from '../../ui/states.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { usePageTitle } from '../../ui/use-page-title.ts';
import styles from './forms.module.css';
import { SignUpForm } from './sign-up-form.tsx';
import { StageFrame } from './stage-frame.tsx';

const route = getRouteApi('/join/$token');

export function JoinPage() {
  const { t } = useTranslation(['auth', 'common']);
  const { token } = route.useParams();
  const router = useRouter();
  const site = useQuery(siteQuery);
  const invitation = useQuery(invitationQuery(token));
  usePageTitle(invitation.data && t('join.title', { cohort: invitation.data.cohortName }));
  const enter = () => void router.navigate({ to: '/', replace: true });

  if (invitation.isError)
    return (
      <StageFrame>
        <ErrorState title={t('join.deadTitle')} refusal={toRefusal(invitation.error)}>
          <Button component={Link} to="/sign-in">
            {t('join.toSignIn')}
          </Button>
        </ErrorState>
      </StageFrame>
    );
  if (!invitation.data || site.isPending)
    return (
      <StageFrame>
        <Bone height={34} width="70%" />
        <div className={styles.form}>
          <Bone height={60} />
          <Bone height={44} />
          <Bone height={44} />
          <Bone height={48} />
        </div>
      </StageFrame>
    );
  const { cohortName, role, invitedBy, expiresAtMs } = invitation.data;
  const me = site.data?.me;
  return (
    <StageFrame>
      <h1 data-testid="join-title">{t('join.title', { cohort: cohortName })}</h1>
      <p className={styles.facts}>
        {t('join.invitedBy', { name: invitedBy, role: t(`common:role.${role}`) })}
        <br />
        {t('join.until')} <TimeText ms={expiresAtMs} />
      </p>
      {me ? (
        <Acceptance me={me} token={token} onEntered={enter} />
      ) : (
        <>
          <SignUpForm submitLabel={t('join.signUp')} invitationToken={token} onEntered={enter} />
          <p className={styles.foot}>
            <Link to="/sign-in" search={{ next: `/join/${token}` }}>
              {t('join.haveAccount')}
            </Link>
          </p>
        </>
      )}
    </StageFrame>
  );
}

function Acceptance({ me, token, onEntered }: { me: Me; token: string; onEntered: () => void }) {
  const { t } = useTranslation('auth');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const accept = async () => {
    setBusy(true);
    const answer = await call('POST /invitations/:token/accept', { token });
    setBusy(false);
    if (!answer.ok) return setRefusal(answer.error);
    await queryClient.refetchQueries({ queryKey: siteQuery.queryKey });
    onEntered();
  };
  return (
    <div className={styles.form}>
      <p>{t('join.as', { name: me.name })}</p>
      <InlineError refusal={refusal} />
      <Button size="lg" fullWidth loading={busy} onClick={() => void accept()} data-testid="join-accept">
        {t('join.accept')}
      </Button>
      <Button variant="subtle" color="gray" onClick={() => void signOut()}>
        {t('join.notMe')}
      </Button>
    </div>
  );
}
