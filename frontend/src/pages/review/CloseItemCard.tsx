/** One thing that may have been forgotten: why it is asked, and its answers, the proposed first. */
import { Chip, Group, Stack, Text, TextInput } from '@mantine/core';
import { useId } from 'react';
import type { WallClock } from '../../../../core/time/wallClock.ts';
import { CategoryInput } from '../../components/CategoryInput.tsx';
import type { CloseItem, CloseOffer } from '../../server/closing.ts';
import { type Choice, offerOf, shownTime } from './closeChoice.ts';
import classes from './ReviewPage.module.css';

type CloseItemCardProps = Readonly<{
  item: CloseItem;
  choice: Choice;
  clock: WallClock;
  choose: (choice: Choice) => void;
}>;

const later = 'later';

const look = { variant: 'outline', size: 'md', classNames: { label: classes.answer } } as const;

export function CloseItemCard({ item, choice, clock, choose }: CloseItemCardProps) {
  const reason = useId();
  const offer = offerOf(item, choice);
  return (
    <li className={classes.card}>
      <Stack gap="sm">
        <Text id={reason}>{item.say}</Text>
        <Chip.Group
          value={choice.offer === null ? later : `${choice.offer}`}
          onChange={(value) => choose({ offer: value === later ? null : Number(value) })}
        >
          <Group gap="xs" role="radiogroup" aria-labelledby={reason}>
            {item.answers.map(({ say }, index) => (
              <Chip key={say} value={`${index}`} {...look}>
                {say}
              </Chip>
            ))}
            <Chip value={later} {...look}>
              Ask again later
            </Chip>
          </Group>
        </Chip.Group>
        {offer === null || offer.needs.length === 0 ? null : (
          <Group gap="sm" align="flex-end">
            <Needs offer={offer} choice={choice} clock={clock} choose={choose} />
          </Group>
        )}
      </Stack>
    </li>
  );
}

const timeLabels = { at: 'From', until: 'Until' } as const;

type NeedsProps = Omit<CloseItemCardProps, 'item'> & Readonly<{ offer: CloseOffer }>;

function Needs({ offer, choice, clock, choose }: NeedsProps) {
  return offer.needs.map((field) =>
    field === 'category' ? (
      <CategoryInput
        key={field}
        label="What was it?"
        value={choice.category ?? ''}
        onChange={(category) => choose({ ...choice, category })}
      />
    ) : (
      <TextInput
        key={field}
        type="datetime-local"
        label={offer.answer.do === 'end' ? 'It ended at' : timeLabels[field]}
        value={shownTime(offer, choice, { field, clock })}
        onChange={({ currentTarget }) => choose({ ...choice, [field]: currentTarget.value })}
      />
    ),
  );
}
