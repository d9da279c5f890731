// Whose session has ended, by themselves or by time, comes here: nothing of the review stays in the tab.
import { forget } from "./desk.js";

forget();
