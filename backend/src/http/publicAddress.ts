/** Where phones reach this server: as the settings say, else as this request did. */
import type { FastifyRequest } from 'fastify';

export function publicAddressOf(request: FastifyRequest, publicUrl: string | null): string {
  return publicUrl ?? `${request.protocol}://${request.host}`;
}
