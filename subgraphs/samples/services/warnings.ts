export type SampleWarning = { code: string; field: string; message: string };

type Measured = { a260280?: number | null; a260230?: number | null };

/** Purity that the library kits recommend. Outside it the lab is warned, nothing is refused. */
const RECOMMENDED = [
  { field: 'a260280', label: '260/280', min: 1.8, max: 2.1 },
  { field: 'a260230', label: '260/230', min: 1.8, max: 2.4 },
] as const;

export function warningsOf(sample: Measured): SampleWarning[] {
  return RECOMMENDED.flatMap(({ field, label, min, max }) => {
    const value = sample[field];
    return value == null || (value >= min && value <= max)
      ? []
      : [
          {
            code: 'PURITY_OUTSIDE_KIT_RANGE',
            field,
            message: `The ${label} ratio is ${value}; kits recommend ${min} to ${max}.`,
          },
        ];
  });
}
