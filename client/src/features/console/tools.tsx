import type { CrewJob } from '@caipai/shared/schemas/session';
import type { ComponentType } from 'react';
import { CueDeck } from '../coach/cue-deck.tsx';
import { CueLog } from '../coach/cue-log.tsx';
import { CueText } from '../coach/cue-text.tsx';
import { ModeratedList } from '../coach/moderated-list.tsx';
import { RoomPanel } from '../coach/room-panel.tsx';
import { DanmakuComposer } from '../live/danmaku/danmaku-composer.tsx';
import { DanmakuList } from '../live/danmaku/danmaku-list.tsx';
import { SelectorTool } from '../products/selector-tool.tsx';
import { OrdersTool } from '../shelf/orders-tool.tsx';
import { ShelfTool } from '../shelf/shelf-tool.tsx';
import { RundownPanel } from '../studio/rundown-panel.tsx';
import styles from './console-page.module.css';

/** A job's console is these tools, the first one open; the stage has a page of its own. */
export type ConsoleJob = Exclude<CrewJob, 'assistantAnchor'>;

const tools = {
  moderation: () => (
    <>
      <ModeratedList />
      <DanmakuComposer />
    </>
  ),
  danmaku: () => (
    <>
      <DanmakuList />
      <DanmakuComposer />
    </>
  ),
  cues: () => (
    <div className={styles.deck}>
      <CueDeck />
      <CueText />
      <CueLog />
    </div>
  ),
  rundown: () => (
    <div className={styles.deck}>
      <RundownPanel />
    </div>
  ),
  room: () => (
    <div className={styles.deck}>
      <RoomPanel />
    </div>
  ),
  shelf: () => (
    <div className={styles.deck}>
      <ShelfTool />
    </div>
  ),
  orders: () => (
    <div className={styles.deck}>
      <OrdersTool />
    </div>
  ),
  products: () => (
    <div className={styles.deck}>
      <SelectorTool />
    </div>
  ),
} satisfies Record<string, ComponentType>;
export type ToolName = keyof typeof tools;
export const toolNamed = (name: ToolName): ComponentType => tools[name];

export const toolsOf: Record<ConsoleJob, readonly ToolName[]> = {
  fieldControl: ['shelf', 'moderation', 'cues', 'rundown', 'room'],
  operations: ['orders', 'room', 'danmaku', 'cues', 'rundown'],
  scriptPlanner: ['rundown', 'cues', 'danmaku'],
  selector: ['products', 'rundown', 'cues', 'danmaku'],
};

export function isConsoleJob(job: string): job is ConsoleJob {
  return job in toolsOf;
}
