import type { Refusal } from '@caipai/shared/protocol/result';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { enterAs } from '../../app/account.ts';
import { call } from '../../net/rest.ts';
import { InlineError } from '../../ui/states.tsx';
import styles from './forms.module.css';

export function SignInForm({ onEntered }: { onEntered: () => void }) {
  const { t } = useTranslation('auth');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefusal(null);
    const answer = await call('POST /sign-in', { email: email.trim(), password });
    setBusy(false);
    if (!answer.ok) return setRefusal(answer.error);
    enterAs(answer.value);
    onEntered();
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        label={t('field.email')}
        type="email"
        name="email"
        autoComplete="username"
        inputMode="email"
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        data-testid="sign-in-email"
      />
      <PasswordInput
        label={t('field.password')}
        name="password"
        autoComplete="current-password"
        visibilityToggleFocusable
        visibilityToggleButtonProps={{ 'aria-label': t('field.showPassword') }}
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        data-testid="sign-in-password"
      />
      <InlineError refusal={refusal} />
      <Button type="submit" size="lg" fullWidth loading={busy} data-testid="sign-in-submit">
        {t('signIn.submit')}
      </Button>
    </form>
  );
}
