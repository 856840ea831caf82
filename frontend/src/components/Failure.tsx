/** Why a form was refused, beside the form. */
import { Alert } from '@mantine/core';

export function Failure({ error }: { error: Error | null }) {
  if (error === null) return null;
  return (
    <Alert color="red" role="alert">
      {error.message}
    </Alert>
  );
}
