import { NAME_MAX_CHARS, PASSWORD_MIN_CHARS } from '@caipai/shared/limits';
import type { Refusal } from '@caipai/shared/protocol/result';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { enterAs } from '../../app/account.ts';
import { currentLocale } from '../../i18n/index.ts';
import { call } from '../../net/rest.ts';
import { InlineError } from '../../ui/states.tsx';
import styles from './forms.module.css';

/** A new account: by invitation, or the first one with the code from the server's log. */
export function SignUpForm({
  submitLabel,
  askSetupCode = false,
  invitationToken,
  onEntered,
}: {
  submitLabel: string;
  askSetupCode?: boolean;
  invitationToken?: string;
  onEntered: () => void;
}) {
  const { t } = useTranslation('auth');
  const [fields, setFields] = useState({ name: '', email: '', password: '', setupCode: '' });
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const bind = (key: keyof typeof fields) => ({
    value: fields[key],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setFields((old) => ({ ...old, [key]: value }));
    },
  });
  const wrong = {
    name: fields.name.trim() ? null : t('field.required'),
    email: /^\S+@\S+\.\S+$/.test(fields.email.trim()) ? null : t('field.emailInvalid'),
    password:
      fields.password.length >= PASSWORD_MIN_CHARS
        ? null
        : t('field.passwordShort', { min: PASSWORD_MIN_CHARS }),
    setupCode: !askSetupCode || fields.setupCode.trim() ? null : t('field.required'),
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (Object.values(wrong).some(Boolean)) return;
    setBusy(true);
    setRefusal(null);
    const answer = await call('POST /sign-up', {
      name: fields.name,
      email: fields.email.trim(),
      password: fields.password,
      locale: currentLocale(),
      ...(askSetupCode ? { setupCode: fields.setupCode.trim() } : {}),
      ...(invitationToken ? { invitationToken } : {}),
    });
    setBusy(false);
    if (!answer.ok) return setRefusal(answer.error);
    enterAs(answer.value);
    onEntered();
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {askSetupCode && (
        <TextInput
          label={t('field.setupCode')}
          description={t('field.setupCodeHint')}
          autoComplete="off"
          error={checked && wrong.setupCode}
          data-testid="sign-up-setup-code"
          {...bind('setupCode')}
        />
      )}
      <TextInput
        label={t('field.name')}
        description={t('field.nameHint')}
        autoComplete="name"
        maxLength={NAME_MAX_CHARS}
        error={checked && wrong.name}
        data-testid="sign-up-name"
        {...bind('name')}
      />
      <TextInput
        label={t('field.email')}
        type="email"
        autoComplete="username"
        inputMode="email"
        error={checked && wrong.email}
        data-testid="sign-up-email"
        {...bind('email')}
      />
      <PasswordInput
        label={t('field.newPassword')}
        description={t('field.passwordHint', { min: PASSWORD_MIN_CHARS })}
        autoComplete="new-password"
        visibilityToggleFocusable
        visibilityToggleButtonProps={{ 'aria-label': t('field.showPassword') }}
        error={checked && wrong.password}
        data-testid="sign-up-password"
        {...bind('password')}
      />
      <InlineError refusal={refusal} />
      <Button type="submit" size="lg" fullWidth loading={busy} data-testid="sign-up-submit">
        {submitLabel}
      </Button>
    </form>
  );
}
