// On purpose without content: the system library does the work.
