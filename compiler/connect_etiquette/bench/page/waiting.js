/**
 * The page for the time before the first rules that can be proved.
 */

import * as Findings from "./findings.js";

Findings.follow();
