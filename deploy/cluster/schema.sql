create role countersign login password '$STORE_PASSWORD';
create database countersign owner countersign;
