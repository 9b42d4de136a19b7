import { Hono } from 'hono';
import { Problem } from '../domain/problem.js';
import { readBody } from '../http/body.js';
import { protocolRoutes } from '../routes/protocol.js';
import type { Services } from '../services.js';
import { controlState, type DemoControl } from './control.js';
import { customerRoutes } from './customers.js';
import { faults } from './faults.js';
import { signInRoutes } from './sign-in.js';
import { userUpdate, updateUser } from './users.js';

/** All of one slot: signing in, the protocol, and the customer's side. */
export function slotRoutes(services: Services, control: DemoControl): Hono {
  const routes = new Hono();
  routes.route('/', signInRoutes(services));
  routes.use('/api/*', faults(control));
  routes.route('/api/v1', protocolRoutes(services));
  routes.route('/customer', customerRoutes(services));
  return routes;
}

/** The control panel. */
export function demoRoutes(services: Services, control: DemoControl): Hono {
  const routes = new Hono();
  routes.get('/control', async (context) => context.json(await control.read()));
  routes.put('/control', async (context) => {
    await control.write(await readBody(context, controlState));
    return context.json(await control.read());
  });
  routes.post('/act-as-someone-else', async (context) => {
    if (await control.actAsSomeoneElse()) return context.body(null, 204);
    throw new Problem(409, 'No chat could be moved. Try again, or assign one first.');
  });
  routes.put('/users/:userId', async (context) => {
    const update = await readBody(context, userUpdate);
    await updateUser(services, context.req.param('userId'), update);
    return context.body(null, 204);
  });
  return routes;
}
