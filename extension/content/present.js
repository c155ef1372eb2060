// @ts-check
"use strict";

// Brought to a page to be asked which of our scripts are there: its last value is the answer (site.js). What is registered
// for the same moment comes first.
new Promise((done) =>
  setTimeout(() =>
    done({
      looks: typeof Look === "object",
      stays: typeof Start === "object",
      reports: typeof Report === "object",
    }),
  ),
);
