/** The displayed names of the languages. */
export const languageNames = {javascript: 'JavaScript', python: 'Python'} as const;
