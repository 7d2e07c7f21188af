/** The names of the languages as they are displayed. */
export const languageNames = {javascript: 'JavaScript', python: 'Python'} as const;
