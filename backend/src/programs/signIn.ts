/**
 * `npm run sign-in`: prints a link that signs a browser in, for whoever may read the database. The
 * server may run meanwhile; it takes the code from the database.
 */
import { hashSecret } from '../http/auth.ts';
import { realWorld } from '../outerWorld.ts';
import { ownerExists } from '../services/access/owner.ts';
import { createSessions, makeSignInLink } from '../services/access/sessions.ts';
import { openOrLeave } from './openOrLeave.ts';
import { leave, readSettings } from './settings.ts';

const { databaseUrl, publicUrl, host, port } = await readSettings();
const database = await openOrLeave(databaseUrl);
if (!(await ownerExists(database))) leave('Start the server once, then print a link: npm start');
const sessions = createSessions({ ...realWorld, database, hashSecret });
const link = await makeSignInLink(sessions, publicUrl ?? `http://${host}:${port}`);
await database.close();
process.stdout.write(`${link}\nIt signs in one browser, within a quarter of an hour.\n`);
