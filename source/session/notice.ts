/** How long a notice replaces the narration, in ms. */
export const noticeMs = 6000;
