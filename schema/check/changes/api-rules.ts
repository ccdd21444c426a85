import type { Rule } from './api-rule.ts';
import { fieldRules } from './field-rules.ts';
import { argumentRules, inputRules } from './input-rules.ts';
import { directiveRules, enumRules, rootRules, typeRules } from './type-rules.ts';

/** By the names that the comparison gives to what it finds. */
export const RULES: Readonly<Record<string, Rule>> = {
  ...fieldRules,
  ...argumentRules,
  ...inputRules,
  ...enumRules,
  ...typeRules,
  ...directiveRules,
  ...rootRules,
};
