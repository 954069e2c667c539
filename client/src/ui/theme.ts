import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  Input,
  type MantineColorsTuple,
} from '@mantine/core';
import controls from './controls.module.css';

/** Ordinary buttons speak in ink; vermilion is kept for live, record and urgent. */
const ink: MantineColorsTuple = [
  '#f7f6f3',
  '#e9e7e1',
  '#d3d1cb',
  '#b0b4be',
  '#8b909c',
  '#666a75',
  '#4d515b',
  '#2a2d36',
  '#1d1f26',
  '#15161b',
];

const live: MantineColorsTuple = [
  '#fff0ec',
  '#ffddd5',
  '#ffbbac',
  '#ff957f',
  '#ff7557',
  '#ff4d2e',
  '#e03a1c',
  '#bd2e0e',
  '#8f2109',
  '#5c1505',
];

/** Mantine's own greys on dark, drawn to our tokens. */
const dark: MantineColorsTuple = [
  '#f2f1ee',
  '#d5d7dc',
  '#b0b4be',
  '#8b909c',
  '#3a3e49',
  '#2a2d36',
  '#21242d',
  '#171920',
  '#0e0f13',
  '#0a0b0e',
];

export const theme = createTheme({
  colors: { ink, live, dark },
  primaryColor: 'ink',
  primaryShade: { light: 9, dark: 0 },
  // Filled ink turns over with the scheme: black on light, white on dark.
  variantColorResolver: (input) =>
    input.variant === 'filled' && (input.color ?? 'ink') === 'ink'
      ? {
          background: 'var(--cp-ink)',
          hover: 'var(--cp-ink-hover)',
          color: 'var(--cp-inverse)',
          border: '1px solid transparent',
        }
      : defaultVariantColorsResolver(input),
  black: '#15161b',
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '14px', xl: '20px' },
  fontFamily: 'var(--cp-font)',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({
      classNames: { root: controls.button },
      defaultProps: { size: 'md', variant: 'filled' },
    }),
    ActionIcon: ActionIcon.extend({
      classNames: { root: controls.icon },
      defaultProps: { variant: 'subtle', size: 40, color: 'gray' },
    }),
    Input: Input.extend({ classNames: { input: controls.input }, defaultProps: { size: 'md' } }),
    InputWrapper: Input.Wrapper.extend({
      classNames: { label: controls.label, description: controls.description, error: controls.error },
      defaultProps: { size: 'md' },
    }),
    Menu: { defaultProps: { shadow: 'none', radius: 'md', offset: 6 } },
    Modal: { defaultProps: { centered: true, radius: 'lg', padding: 'xl' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false } },
  },
});

const scheme = {
  '--mantine-color-body': 'var(--cp-ground)',
  '--mantine-color-text': 'var(--cp-ink)',
  '--mantine-color-dimmed': 'var(--cp-ink-2)',
  '--mantine-color-placeholder': 'var(--cp-ink-3)',
  '--mantine-color-default': 'var(--cp-panel)',
  '--mantine-color-default-hover': 'var(--cp-raised)',
  '--mantine-color-default-border': 'var(--cp-hair-strong)',
  '--mantine-color-default-color': 'var(--cp-ink)',
  '--mantine-color-error': 'var(--cp-live-text)',
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: scheme, dark: scheme });
