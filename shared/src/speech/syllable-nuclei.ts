import { FLOOR_DB } from './intensity.ts';

/**
 * Syllables without a transcript: peaks of intensity that are voiced, with a dip of at least 2 dB before and after
 * (N. H. de Jong and T. Wempe, Praat script to detect syllable nuclei, Behavior Research Methods 41, 2009).
 */
const DIP_DB = 2;

export class SyllableNuclei {
  #rising = true;
  #peakDb = FLOOR_DB;
  #peakCounts = false;
  #valleyDb = FLOOR_DB;

  /** Takes one step of intensity; true when the peak that it falls from was a syllable. */
  next(intensityDb: number, loud: boolean, voiced: boolean): boolean {
    if (!this.#rising) {
      this.#valleyDb = Math.min(this.#valleyDb, intensityDb);
      if (intensityDb < this.#valleyDb + DIP_DB) return false;
      this.#rising = true;
      this.#peakDb = FLOOR_DB;
    }
    if (intensityDb > this.#peakDb) {
      this.#peakDb = intensityDb;
      this.#peakCounts = loud && voiced;
    }
    if (intensityDb > this.#peakDb - DIP_DB) return false;
    this.#rising = false;
    this.#valleyDb = intensityDb;
    return this.#peakCounts;
  }
}
