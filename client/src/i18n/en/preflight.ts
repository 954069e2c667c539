import type { Translated } from '../namespaces.ts';
import type zh from '../zh-CN/preflight.ts';

export default {
  'record.title': 'Record 5 seconds',
  'record.left_one': 'Recording, {{count}} second left',
  'record.left_other': 'Recording, {{count}} seconds left',
  'record.stays': 'Say your opening line. It stays in this browser.',
  'record.playback': 'What was just recorded',
  'record.listen': 'This is what the audience sees and hears. It is gone when you close this.',
  'record.failed': 'This browser cannot record. You can still go live.',
  'record.again': 'Again',
  'record.good': 'Looks good',
  'echo.title': 'Test for echo',
  'echo.ready': 'You will hear three soft tones while the microphone listens. Please stay quiet.',
  'echo.listening': 'Listening…',
  'echo.fine': 'No echo. Speak freely.',
  'echo.echo': 'The microphone hears the speakers: wear earphones, or turn the volume down.',
  'echo.noisy': 'It is too loud here to tell. Try again when it is quieter.',
  'echo.failed':
    'The microphone does not open twice, so this cannot be tested. Earphones are the safe choice.',
  'echo.start': 'Start',
  'echo.again': 'Test again',
  'echo.close': 'Close',
} satisfies Translated<typeof zh>;
