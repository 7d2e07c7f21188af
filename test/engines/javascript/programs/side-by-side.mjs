import './slow.mjs';
import './slower.mjs';
