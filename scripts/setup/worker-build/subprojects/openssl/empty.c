/* On purpose without content: the system library does the work. */
typedef int caipai_empty_translation_unit;
