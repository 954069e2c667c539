/**
 * Pairs of a traditional (or variant) character and the simplified one that the lexicon writes. Only characters that
 * occur in the lexicon; a test of the lexicon's own words in traditional writing keeps it whole.
 */
export const hanVariants = '國国';
