import type { CrewJob } from '@caipai/shared/schemas/crew';
import type { ComponentType } from 'react';
import { CueLog } from '../coach/cue-log.tsx';
import { CueSender } from '../coach/cue-sender.tsx';
import { RoomPanel } from '../coach/room-panel.tsx';
import { ModerationTool } from '../moderation/moderation-tool.tsx';
import { SelectorTool } from '../products/selector-tool.tsx';
import { RundownPanel } from '../rundown/rundown-panel.tsx';
import { ScriptTool } from '../rundown/script-tool.tsx';
import { OrdersTool } from '../shelf/orders-tool.tsx';
import { ShelfTool } from '../shelf/shelf-tool.tsx';
import { HeardList } from '../transcript/heard-list.tsx';
import styles from './console-page.module.css';

/** A job's console is these tools, the first one open; the stage has a page of its own. */
export type ConsoleJob = Exclude<CrewJob, 'assistantAnchor'>;

const tools = {
  moderation: ModerationTool,
  danmaku: ModerationTool,
  cues: () => (
    <div className={styles.deck}>
      <CueSender />
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
  heard: () => (
    <div className={styles.deck}>
      <HeardList />
    </div>
  ),
  script: ScriptTool,
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
  fieldControl: ['shelf', 'moderation', 'cues', 'rundown', 'heard', 'room'],
  operations: ['orders', 'room', 'danmaku', 'cues', 'rundown'],
  scriptPlanner: ['script', 'rundown', 'cues', 'heard', 'danmaku'],
  selector: ['products', 'rundown', 'cues', 'danmaku'],
};

export function isConsoleJob(job: string): job is ConsoleJob {
  return job in toolsOf;
}
