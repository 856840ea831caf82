/**
 * Round a part that is loaded when it is needed: where its file is missing, because the line is
 * cut or a newer build has replaced it, the page stays and `missing` takes the place of the part.
 * Not the router's own boundary, which shows a failure in the place of all that it holds.
 */
import { notifications } from '@mantine/notifications';
import { Component, type ReactNode, Suspense, useEffect } from 'react';

type LatePartProps = Readonly<{ missing: ReactNode; children: ReactNode }>;

export class LatePart extends Component<LatePartProps, Readonly<{ isMissing: boolean }>> {
  static getDerivedStateFromError() {
    return { isMissing: true };
  }

  override state = { isMissing: false };

  override render() {
    const { missing, children } = this.props;
    return this.state.isMissing ? missing : <Suspense>{children}</Suspense>;
  }
}

type MissingPartProps = Readonly<{ name: string; told?: () => void }>;

/** Says so, once each time that it is drawn anew. */
export function MissingPart({ name, told }: MissingPartProps) {
  useEffect(() => {
    notifications.show({
      color: 'red',
      message: `${name} could not be loaded. Load the page anew.`,
      closeButtonProps: { 'aria-label': 'Close' },
    });
    told?.();
  }, [name, told]);
  return null;
}
