import '../ui/mantine-css.ts';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '../i18n/index.ts';
import { queryClient, siteQuery } from '../net/queries.ts';
import { cssVariables, theme } from '../ui/theme.ts';
import { useOnAir } from './on-air.ts';
import { fetchPageCode, router } from './router.tsx';

function App() {
  const onAir = useOnAir((state) => state.onAir);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      {...(onAir ? { forceColorScheme: 'dark' as const } : {})}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

// The three things that every page needs come at the same time: who I am, the words, the page's code.
void queryClient.prefetchQuery(siteQuery);
fetchPageCode(location.pathname);
const words = startI18n();
void router.load();
await words;

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
