import type { CrewJob } from '@caipai/shared/schemas/crew';
import { Button, type ButtonProps } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const doors = {
  studio: '/sessions/$sessionId/studio',
  coach: '/sessions/$sessionId/coach',
  watch: '/sessions/$sessionId/watch',
  edit: '/sessions/$sessionId/edit',
  shelf: '/sessions/$sessionId/shelf',
} as const;

/** A large button that leads to one of a session's pages. */
export function DoorButton({
  to,
  sessionId,
  testId,
  children,
  variant,
}: {
  to: keyof typeof doors;
  sessionId: string;
  testId: string;
  children: ReactNode;
} & Pick<ButtonProps, 'variant'>) {
  return (
    <Button
      size="lg"
      variant={variant}
      renderRoot={(props) => <Link to={doors[to]} params={{ sessionId }} {...props} />}
      data-testid={testId}
    >
      {children}
    </Button>
  );
}

/** The same to the console of a job. */
export function ConsoleButton({
  job,
  sessionId,
  testId,
}: {
  job: CrewJob;
  sessionId: string;
  testId: string;
}) {
  const { t } = useTranslation('common');
  return (
    <Button
      size="lg"
      renderRoot={(props) => (
        <Link to="/sessions/$sessionId/console/$job" params={{ sessionId, job }} {...props} />
      )}
      data-testid={testId}
    >
      {t(`crewJob.${job}`)}
    </Button>
  );
}
