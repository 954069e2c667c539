import '../ui/mantine-overlay-css.ts';
import { Outlet } from '@tanstack/react-router';
import { useDarkStage } from './on-air.ts';

/** The whole window for the stage: no head, no dock, dark. */
export function AirFrame() {
  useDarkStage();
  return <Outlet />;
}
