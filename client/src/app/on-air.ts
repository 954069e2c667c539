import { useLayoutEffect } from 'react';
import { create } from 'zustand';

/** On air the studio is dark whatever the system prefers, so that the face is the brightest thing. */
export const useOnAir = create<{ onAir: boolean }>(() => ({ onAir: false }));

export function useDarkStage(): void {
  useLayoutEffect(() => {
    useOnAir.setState({ onAir: true });
    return () => useOnAir.setState({ onAir: false });
  }, []);
}
