import { ReactNode, useState } from 'react';
import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';

/** A part of a page that is asked for only once it is opened. */
export const Folded = (props: {
  title: string;
  subtitle: string;
  children: () => ReactNode;
}) => {
  const [opened, setOpened] = useState(false);
  return (
    <Accordion
      onExpandedChange={expanded => setOpened(before => before || expanded)}
    >
      <AccordionTrigger title={props.title} subtitle={props.subtitle} />
      <AccordionPanel>{opened && props.children()}</AccordionPanel>
    </Accordion>
  );
};
