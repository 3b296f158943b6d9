// Makes the replica set and the user of each service, who may read and write the database of that service alone.
// Run by mongosh at each `up`; repeating it changes nothing but passwords that were rotated.
db.auth(process.env.MONGO_INITDB_ROOT_USERNAME, process.env.MONGO_INITDB_ROOT_PASSWORD);

if (!db.hello().setName) rs.initiate({ _id: "rs0", members: [{ _id: 0, host: "mongodb:27017" }] });
const deadline = Date.now() + 60000;
while (!db.hello().isWritablePrimary) {
  if (Date.now() > deadline) throw new Error("mongodb did not become the primary within a minute");
  sleep(200);
}

for (const pair of process.env.BIZ_USERS.split(" ")) {
  const [service, password] = pair.split(":");
  const rights = { pwd: password, roles: [{ role: "readWrite", db: service.replaceAll("-", "_") }] };
  if (db.getUser(service)) db.updateUser(service, rights);
  else db.createUser({ user: service, ...rights });
}
