import type { Refusal } from '@caipai/shared/protocol/result';
import type { CohortRole, Invitation } from '@caipai/shared/schemas/account';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../net/rest.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { InlineError } from '../../ui/states.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import styles from './cohort-page.module.css';

const validities = [
  { hours: 24, key: 'invite.day' },
  { hours: 24 * 7, key: 'invite.week' },
  { hours: 24 * 30, key: 'invite.month' },
] as const;

export function InvitePanel({ cohortId }: { cohortId: string }) {
  const { t } = useTranslation(['cohort', 'common']);
  const [role, setRole] = useState<CohortRole>('trainee');
  const [hours, setHours] = useState<number>(24 * 7);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const create = async () => {
    setBusy(true);
    setRefusal(null);
    const answer = await call('POST /cohorts/:cohortId/invitations', {
      cohortId,
      role,
      validForHours: hours,
    });
    setBusy(false);
    if (answer.ok) setInvitation(answer.value);
    else setRefusal(answer.error);
  };
  return (
    <section aria-labelledby="invite-title">
      <h2 id="invite-title">{t('invite.title')}</h2>
      <p className={styles.quiet}>{t('invite.lead')}</p>
      <div className={styles.row}>
        <SelectField
          label={t('invite.role')}
          value={role}
          options={[
            { value: 'trainee', label: t('common:role.trainee') },
            { value: 'instructor', label: t('common:role.instructor') },
          ]}
          onChange={(value) => setRole(value as CohortRole)}
          testId="invite-role"
        />
        <SelectField
          label={t('invite.validity')}
          value={String(hours)}
          options={validities.map((each) => ({ value: String(each.hours), label: t(each.key) }))}
          onChange={(value) => setHours(Number(value))}
        />
        <Button h={44} onClick={() => void create()} loading={busy} data-testid="invite-create">
          {t('invite.create')}
        </Button>
      </div>
      <InlineError refusal={refusal} />
      {invitation && <InvitationLink key={invitation.id} invitation={invitation} />}
    </section>
  );
}

function InvitationLink({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation(['cohort', 'common']);
  const [copied, setCopied] = useState(false);
  const url = new URL(invitation.path, location.origin).href;
  const copy = async (input: HTMLInputElement | null) => {
    // Without a secure context there is no clipboard; then the text is selected for the hand.
    input?.select();
    await navigator.clipboard?.writeText(url).then(
      () => setCopied(true),
      () => {},
    );
  };
  return (
    <div className={styles.link}>
      <div className={styles.copy}>
        <input
          id="invitation-url"
          readOnly
          value={url}
          aria-label={t('invite.link')}
          onFocus={(event) => event.currentTarget.select()}
          data-testid="invite-link"
        />
        <Button
          variant="default"
          onClick={() => void copy(document.querySelector<HTMLInputElement>('#invitation-url'))}
        >
          {t(copied ? 'common:action.copied' : 'common:action.copy')}
        </Button>
      </div>
      <p>
        {t('invite.once')} {t('invite.until')} <TimeText ms={invitation.expiresAtMs} />
      </p>
    </div>
  );
}
