/**
 * Returns the name of the record that a call counts for. Addresses of requests, such as `GET /users/42?page=2`, share one by
 * their form: `GET /users/:id`.
 */
export function siteName(name: string): string {
	if (!address.test(name)) return name;
	const [path = ''] = name.split('?');
	return path.replaceAll(variable, '/:id');
}

const address = /^[A-Z]+ \//;

/** A number, a UUID or eight hexadecimal digits and more, as a whole segment. */
const variable = /\/(?:\d+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{8,})(?=\/|$)/gi;
