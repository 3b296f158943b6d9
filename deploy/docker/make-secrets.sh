#!/bin/sh
# Make the secrets of docker-compose.yml, each once: what exists stays as it is, so run it again after a new service.
#   deploy/docker/make-secrets.sh           into deploy/docker/secrets
#   deploy/docker/make-secrets.sh FOLDER    into another folder
# To rotate a secret delete its line or file and run it again; docs/runbooks/compose.md tells which processes to restart.
set -eu
umask 077
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/secrets}
mkdir -p "$out"
chmod 700 "$out"  # some files are read inside containers by another user: the folder keeps others away

random() { od -An -N 32 -tx1 /dev/urandom | tr -d ' \n'; }
# keep FILE NAME VALUE: add the line NAME=VALUE unless NAME has one
keep() { grep -qs "^$2=" "$out/$1" || echo "$2=$3" >> "$out/$1"; }
# password FILE NAME: the password in the address that stands in the line NAME
password() { sed -n "s|^$2=[a-z]*://[a-z-]*:\([0-9a-f]*\)@.*|\1|p" "$out/$1"; }

keep mongodb.env MONGO_INITDB_ROOT_USERNAME root
keep mongodb.env MONGO_INITDB_ROOT_PASSWORD "$(random)"
keep grafana.env GF_SECURITY_ADMIN_USER operator
keep grafana.env GF_SECURITY_ADMIN_PASSWORD "$(random)"
operator=$(sed -n 's/^GF_SECURITY_ADMIN_PASSWORD=//p' "$out/grafana.env")

mongo_users=
users="{\"name\":\"operator\",\"password\":\"$operator\",\"tags\":\"administrator\"}"
rights='{"user":"operator","vhost":"/","configure":".*","write":".*","read":".*"}'
for folder in "$here"/../../services/*/; do
  service=$(basename "$folder")
  keep "$service.env" BIZ_AMQP_URL "amqp://$service:$(random)@rabbitmq:5672/?heartbeat=20"
  keep "$service.env" BIZ_MONGO_URL \
    "mongodb://$service:$(random)@mongodb:27017/?replicaSet=rs0&authSource=admin&w=majority&journal=true"
  keep "$service.env" BIZ_FILES_KEY "$(random)"
  grep -qs '^BIZ_KEK_' "$out/$service.env" || keep "$service.env" BIZ_KEK_1 "$(head -c 32 /dev/urandom | base64 -w 0)"
  mongo_users="$mongo_users $service:$(password "$service.env" BIZ_MONGO_URL)"
  users="$users,{\"name\":\"$service\",\"password\":\"$(password "$service.env" BIZ_AMQP_URL)\",\"tags\":\"\"}"
  # own queues, the two exchanges, queues named by the broker, and the catalogue's queue, which whoever announces
  # integrations declares before it does; the default exchange for delays and answers to a queue
  own="$service\\\\..*|catalog\\\\.widgets.*|biz\\\\.(events|dead)|amq\\\\.gen.*"
  rights="$rights,{\"user\":\"$service\",\"vhost\":\"/\",\"configure\":\"^($own)\$\",\"write\":\"^($own|amq\\\\.default)\$\",\"read\":\"^($own)\$\"}"
done
echo "BIZ_USERS=${mongo_users# }" > "$out/mongodb-users.env"
printf '{"vhosts":[{"name":"/"}],"users":[%s],"permissions":[%s]}\n' "$users" "$rights" > "$out/rabbitmq.json"
chmod 644 "$out/rabbitmq.json"
