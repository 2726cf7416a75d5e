// The page of an SOP.
import "./server.js";
import "./actions.js";
import "./keys.js";
import "./arrows.js";
import { goOn } from "./fields.js";

goOn(null);
