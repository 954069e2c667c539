import type { Translated } from '../namespaces.ts';
import type zh from '../zh-CN/transcript.ts';

export default {
  title: 'What the anchor said',
  raised: 'Dealt with',
  'empty.none':
    'No transcript: this server has no speech recognition set up (setting TRANSCRIPT). Everything else works without it.',
  'empty.browser': 'Nothing heard yet. The anchor turns the transcript on in the studio.',
  'empty.sherpa': 'Nothing heard yet. The transcript is made on this server.',
  'empty.fixture': 'No sentence yet. These come from a demonstration file, not from a voice.',
  'replay.tab': 'Transcript',
  'replay.search': 'Find in the transcript',
  'replay.found_one': '{{count}} sentence',
  'replay.found_other': '{{count}} sentences',
  'replay.notFound': 'Nothing found.',
  'replay.none.none':
    'This session has no transcript: the server has no speech recognition. Sessions after an administrator sets TRANSCRIPT will have one.',
  'replay.none.browser':
    'This session has no transcript: the anchor did not turn it on, or the browser heard nothing.',
  'replay.none.sherpa':
    'This session has no transcript: there was no sound, or it was before the transcript was set up.',
  'replay.none.fixture': 'This session has no transcript.',
  'fillers.label': 'Fillers, last minute',
  'fillers.none': 'No filler words.',
  'fillers.total_one': '{{count}} filler word',
  'fillers.total_other': '{{count}} filler words',
  'fillers.perMinute': '{{rate}} a minute',
  'fillers.find_one': 'Find “{{word}}”, said once',
  'fillers.find_other': 'Find “{{word}}”, said {{count}} times',
  'captions.on': 'Show captions',
  'captions.off': 'Hide captions',
  'captions.download': 'Download captions (WebVTT)',
  'menu.title': 'Transcript',
  'menu.readers':
    'The words are for you, the crew and the coaches; afterwards also for whoever may see the replay. What the rules have against them only you and the coaches see.',
  'menu.none':
    'This server has no speech recognition set up, so there is no transcript and there are no captions. Everything else works.',
  'menu.sherpa': 'This server turns what you say into words. Your voice does not leave it.',
  'menu.fixture': 'These are sentences from a demonstration file; nobody listens to you.',
  'menu.browserHasNone':
    'This browser has no speech recognition. Chrome, Edge and Safari have; the rehearsal works without.',
  'menu.where.google': 'When on, Chrome sends your voice to Google’s speech service while you are live.',
  'menu.where.microsoft': 'When on, Edge sends your voice to Microsoft’s speech service while you are live.',
  'menu.where.apple':
    'When on, Safari gives your voice to Apple’s speech recognition while you are live, on this device or on Apple’s servers.',
  'menu.where.maker':
    'When on, this browser sends your voice to the speech service of its maker while you are live.',
  'menu.allow': 'I agree: transcribe while I am live',
  'menu.language': 'Language you speak',
  'language.zh': 'Mandarin',
  'language.en': 'English',
  'trouble.none': 'This browser has no speech recognition.',
  'trouble.denied':
    'The browser does not allow speech recognition. Allow the microphone in the site settings.',
  'trouble.network': 'The browser cannot reach its speech service; it keeps trying.',
  'trouble.language': 'The speech service of this browser does not know this language.',
} satisfies Translated<typeof zh>;
