/** Whether the server can do its work. */
import { z } from 'zod';

export const healthReply = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });
