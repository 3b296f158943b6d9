"""What tests and the development stack stand on: private RabbitMQ and MongoDB, child processes, a TCP proxy."""
