import { ReactNode, useState } from 'react';
import { Button, ButtonProps, Dialog, DialogProps } from '@backstage/ui';

/** A button that opens a dialog, which begins anew each time. */
export const DialogButton = (
  props: Pick<ButtonProps, 'size' | 'aria-label'> &
    Pick<DialogProps, 'width' | 'height'> & {
      label: string;
      children: (close: () => void) => ReactNode;
    },
) => {
  const { label, width = 480, height, children, ...button } = props;
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button {...button} variant="secondary" onPress={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog
        isOpen={open}
        onOpenChange={setOpen}
        width={width}
        height={height}
      >
        {children(() => setOpen(false))}
      </Dialog>
    </>
  );
};
