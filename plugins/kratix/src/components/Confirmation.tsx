import { ReactNode, useState } from 'react';
import {
  Button,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import { toError } from '../live/errors';
import { ErrorNotice } from './ErrorNotice';

/** What a dialog asks before something is done. Where that fails it stays, and says why. */
export const Confirmation = (props: {
  title: string;
  /** Labels of its buttons. */
  confirm: string;
  cancel: string;
  /** Whether it takes something away. Default: false. */
  destructive?: boolean;
  /** Whether what it asks for is not there yet. Default: false. */
  isDisabled?: boolean;
  /** Does it; rejects where it is not done. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
  /** What is said where it was not done. */
  failed: (error: Error) => string;
  children: ReactNode;
}) => {
  const { onConfirm, onClose, failed } = props;
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<Error>();
  const confirm = async () => {
    setPending(true);
    setError(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (thrown) {
      setError(toError(thrown));
      setPending(false);
    }
  };
  return (
    <>
      <DialogHeader>{props.title}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          {props.children}
          {error && <ErrorNotice title={failed(error)} error={error} />}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          destructive={props.destructive}
          isDisabled={props.isDisabled}
          isPending={pending}
          onPress={confirm}
        >
          {props.confirm}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {props.cancel}
        </Button>
      </DialogFooter>
    </>
  );
};
