import {begun, helped} from './helper.mjs';

await helped(begun);
