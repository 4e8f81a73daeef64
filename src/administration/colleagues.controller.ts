import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { In } from 'typeorm';
import { z } from 'zod';
import { Account } from '../access/account.entity.js';
import { Acting } from '../access/acting.js';
import { CurrentStaff, type StaffActor } from '../access/actor.js';
import { ApiProblems } from '../api-docs.js';

/** Those who see cases: work is handed to them, and what they did is shown with their names. */
const caseRoles = ['caseworker', 'supervisor', 'disclosure_lead'] as const;

const Colleagues = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        display_name: z.string(),
        role: z.enum(caseRoles),
        works_here: z.boolean().describe('False: left. Shown with what was done before; nothing is handed to him.'),
      }),
    ),
  })
  .meta({ id: 'Colleagues', description: 'Case staff of your organisation, by name.' });

@ApiTags('Accounts')
@ApiProblems()
@Controller('v1/colleagues')
export class ColleaguesController {
  constructor(private readonly acting: Acting) {}

  @Get()
  @ApiOperation({ operationId: 'listColleagues', summary: 'Who works on cases in your organisation' })
  @ApiOkResponse({ standardSchema: Colleagues })
  async list(@CurrentStaff() actor: StaffActor): Promise<z.infer<typeof Colleagues>> {
    const accounts = await this.acting.as(actor, (manager) =>
      manager.find(Account, {
        where: { organisationId: actor.organisationId, role: In([...caseRoles]) },
        order: { displayName: 'ASC', id: 'ASC' },
      }),
    );
    return {
      items: accounts.map(({ id, displayName, role, disabledAt }) => ({
        id,
        display_name: displayName,
        role: caseRoles.find((one) => one === role) ?? 'caseworker',
        works_here: disabledAt === null,
      })),
    };
  }
}
